@NullMarked
package dev.signalbox.engine.policy;

import org.jspecify.annotations.NullMarked;
