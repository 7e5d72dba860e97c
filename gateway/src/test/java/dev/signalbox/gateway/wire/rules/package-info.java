/**
 * Request rules of the four APIs, one checker each, written from their documented constraints: what
 * a checker finds wrong, the API would answer with a 400.
 */
@NullMarked
package dev.signalbox.gateway.wire.rules;

import org.jspecify.annotations.NullMarked;
