/**
 * The guard and webhooks on both ways: the prompt before anything else is done with it, the answer
 * before it goes out.
 */
@NullMarked
package dev.signalbox.gateway.pipeline.guarding;

import org.jspecify.annotations.NullMarked;
