/**
 * Which of the stored requests a question is about: a span of time, wanted and unwanted values, the
 * caller's own key. Knows the tables, asks nothing itself.
 */
@NullMarked
package dev.signalbox.analytics.query;

import org.jspecify.annotations.NullMarked;
