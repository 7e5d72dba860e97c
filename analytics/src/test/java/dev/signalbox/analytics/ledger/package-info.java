@NullMarked
package dev.signalbox.analytics.ledger;

import org.jspecify.annotations.NullMarked;
