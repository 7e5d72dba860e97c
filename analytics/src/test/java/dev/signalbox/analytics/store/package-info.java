@NullMarked
package dev.signalbox.analytics.store;

import org.jspecify.annotations.NullMarked;
