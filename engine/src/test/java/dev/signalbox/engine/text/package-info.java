@NullMarked
package dev.signalbox.engine.text;

import org.jspecify.annotations.NullMarked;
