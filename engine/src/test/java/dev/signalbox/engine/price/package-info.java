@NullMarked
package dev.signalbox.engine.price;

import org.jspecify.annotations.NullMarked;
