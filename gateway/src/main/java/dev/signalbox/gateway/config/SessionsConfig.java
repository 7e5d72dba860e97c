package dev.signalbox.gateway.config;

import java.time.Duration;

/**
 * Conversations that stay where they are: {@code [sessions]}.
 *
 * @param hardPin whether a conversation that holds what only one provider can read may go nowhere
 *     else
 * @param remember how long after its last request a conversation is known
 * @param max conversations known at once; the oldest go first
 * @param cached how long after its last request a conversation is taken to be in its provider's
 *     prompt cache
 */
public record SessionsConfig(boolean hardPin, Duration remember, int max, Duration cached) {}
