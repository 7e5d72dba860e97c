package dev.signalbox.signals.alert;

/**
 * Signals that are summed up together.
 *
 * @param model {@code provider/model}
 * @param source who said it; empty text for all together
 */
public record Group(String model, String task, String source) {}
