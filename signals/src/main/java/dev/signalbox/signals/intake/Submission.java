package dev.signalbox.signals.intake;

/** A signal and who sends it. */
public record Submission(Signal signal, Sender sender) {}
