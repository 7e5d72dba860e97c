/**
 * Budgets: what keys, projects and apps may spend in a day or a month, reserved before a call and
 * settled after it. May use the records, their rows and the store; knows nothing of HTTP.
 */
@NullMarked
package dev.signalbox.analytics.budget;

import org.jspecify.annotations.NullMarked;
