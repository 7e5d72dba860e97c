package dev.signalbox.engine.routing;

/** What a layer makes of a candidate: a score if it goes on, the reason if it does not. */
public sealed interface Finding permits Score, Reason {}
