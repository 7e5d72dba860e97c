@NullMarked
package dev.signalbox.engine.archive;

import org.jspecify.annotations.NullMarked;
