/**
 * The way of one request from its read body to its last byte, in the order of the packages below:
 * {@code guarding}, {@code question}, {@code taking}, {@code calling}, {@code relay}. Here is what
 * all of them work with. May use {@code wire}, {@code provider}, {@code access}, {@code exchange},
 * the engine and the analytics records; knows no paths.
 */
@NullMarked
package dev.signalbox.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
