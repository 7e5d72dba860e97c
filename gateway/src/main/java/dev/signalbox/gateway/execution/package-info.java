/**
 * What is known of providers while they are called, shared by all event loops: who may be called
 * now, how often something may be tried again, what went wrong how often, how fast answers come.
 * Makes no calls. May use {@code provider}, {@code route}, the rates of {@code limit} and the
 * engine.
 */
@NullMarked
package dev.signalbox.gateway.execution;

import org.jspecify.annotations.NullMarked;
