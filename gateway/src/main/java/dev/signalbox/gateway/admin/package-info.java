/**
 * The paths for whoever runs the gateway: health, providers, what happened lately. A new one is a
 * method and a line in {@code ControlRoutes}.
 */
@NullMarked
package dev.signalbox.gateway.admin;

import org.jspecify.annotations.NullMarked;
