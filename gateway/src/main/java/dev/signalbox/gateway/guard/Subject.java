package dev.signalbox.gateway.guard;

/**
 * Whose request it is, as far as policies tell requests apart; texts are empty where unknown.
 *
 * @param key label of the caller's key
 * @param session the conversation
 */
public record Subject(String key, String app, String project, String session) {}
