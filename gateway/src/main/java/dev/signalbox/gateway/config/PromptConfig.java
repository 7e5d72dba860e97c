package dev.signalbox.gateway.config;

/**
 * What is made of what prompts are about.
 *
 * @param clusters whether prompts are placed in clusters
 * @param encoder id of what makes vectors of them; one that is there
 */
public record PromptConfig(boolean clusters, String encoder) {}
