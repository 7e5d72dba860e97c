@NullMarked
package dev.signalbox.engine.explain;

import org.jspecify.annotations.NullMarked;
