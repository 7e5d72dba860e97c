/** Tests of budgets. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.analytics.budget;
