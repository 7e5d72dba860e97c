/** What a request takes before anybody is called: its place under limits, and money of budgets. */
@NullMarked
package dev.signalbox.gateway.pipeline.taking;

import org.jspecify.annotations.NullMarked;
