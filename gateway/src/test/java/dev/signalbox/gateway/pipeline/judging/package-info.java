/** Tests of what the gateway can tell of answers. */
@NullMarked
package dev.signalbox.gateway.pipeline.judging;

import org.jspecify.annotations.NullMarked;
