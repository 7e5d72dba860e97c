/** Tests of stored profiles. */
@NullMarked
package dev.signalbox.analytics.profile;

import org.jspecify.annotations.NullMarked;
