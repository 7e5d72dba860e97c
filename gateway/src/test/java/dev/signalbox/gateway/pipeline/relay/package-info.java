/** Parts of the pipeline that need no running gateway. */
@NullMarked
package dev.signalbox.gateway.pipeline.relay;

import org.jspecify.annotations.NullMarked;
