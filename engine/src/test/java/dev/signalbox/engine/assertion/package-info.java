@NullMarked
package dev.signalbox.engine.assertion;

import org.jspecify.annotations.NullMarked;
