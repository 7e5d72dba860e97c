/** Control paths for the configuration file: shown without secrets, checked, written and loaded. */
@NullMarked
package dev.signalbox.gateway.admin.config;

import org.jspecify.annotations.NullMarked;
