/** Tests of the configuration. */
@NullMarked
package dev.signalbox.gateway.config;

import org.jspecify.annotations.NullMarked;
