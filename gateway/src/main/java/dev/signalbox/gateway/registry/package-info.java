/**
 * What people register while the gateway runs: providers and virtual gateways. Keeps it in the
 * control database with its secrets sealed, and lays it over the configuration file, which wins.
 */
@NullMarked
package dev.signalbox.gateway.registry;

import org.jspecify.annotations.NullMarked;
