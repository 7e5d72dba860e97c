@NullMarked
package dev.signalbox.engine.naming;

import org.jspecify.annotations.NullMarked;
