package dev.signalbox.gateway.wire.formats;

/** As the maker of the format speaks it: nothing is otherwise. */
public record PlainVariant() implements ApiVariant {}
