package dev.signalbox.gateway.wire.sse;

/**
 * One server-sent event.
 *
 * @param name the {@code event:} field; empty text when there was none
 * @param data the {@code data:} lines joined by line feeds; may be empty
 */
public record SseEvent(String name, String data) {}
