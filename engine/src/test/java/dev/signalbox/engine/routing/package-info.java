@NullMarked
package dev.signalbox.engine.routing;

import org.jspecify.annotations.NullMarked;
