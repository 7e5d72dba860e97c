package dev.signalbox.analytics.record;

/**
 * What the guard found at one place of a request or its answer; never the value.
 *
 * @param rule what was found, such as {@code EMAIL}
 * @param category {@code credential}, {@code pii} or {@code own}
 * @param field where, such as {@code messages[0].content}
 * @param action what was done: {@code log}, {@code redact} or {@code block}
 */
public record FindingRecord(String rule, String category, String field, String action) {}
