@NullMarked
package dev.signalbox.analytics.records;

import org.jspecify.annotations.NullMarked;
