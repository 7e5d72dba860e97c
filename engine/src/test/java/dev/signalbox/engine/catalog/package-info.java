@NullMarked
package dev.signalbox.engine.catalog;

import org.jspecify.annotations.NullMarked;
