/** From the model name a client wrote to the deployments that may serve it. */
@NullMarked
package dev.signalbox.engine.naming;

import org.jspecify.annotations.NullMarked;
