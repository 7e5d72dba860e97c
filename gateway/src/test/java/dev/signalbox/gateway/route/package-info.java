@NullMarked
package dev.signalbox.gateway.route;

import org.jspecify.annotations.NullMarked;
