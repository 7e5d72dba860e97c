@NullMarked
package dev.signalbox.engine.state;

import org.jspecify.annotations.NullMarked;
