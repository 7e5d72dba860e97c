/** Tests of what serves a request from its question to its record. */
@NullMarked
package dev.signalbox.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
