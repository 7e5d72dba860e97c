/** Tests of what people keep. */
@NullMarked
package dev.signalbox.analytics.view;

import org.jspecify.annotations.NullMarked;
