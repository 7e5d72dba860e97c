/**
 * The paths for whoever runs the gateway: health, providers, what happened lately, what was and
 * would be decided, profiles, the catalog. A new one is a method and a line in {@code
 * ControlRoutes}; {@code ControlHandler} does what all have in common.
 */
@NullMarked
package dev.signalbox.gateway.admin;

import org.jspecify.annotations.NullMarked;
