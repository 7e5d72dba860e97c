/**
 * The front doors: from a client's HTTP request to a call of the pipeline, one door per path
 * family. A new path is a new {@code Door} and one line in {@code FrontDoors}. May use every
 * package of the gateway but {@code config} and {@code cli}.
 */
@NullMarked
package dev.signalbox.gateway.http;

import org.jspecify.annotations.NullMarked;
