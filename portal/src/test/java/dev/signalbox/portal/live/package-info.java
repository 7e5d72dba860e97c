/** Tests of what is told to pages as it happens. */
@NullMarked
package dev.signalbox.portal.live;

import org.jspecify.annotations.NullMarked;
