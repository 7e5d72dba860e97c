/** Control paths about budgets, limits and prices. */
@NullMarked
package dev.signalbox.gateway.admin.money;

import org.jspecify.annotations.NullMarked;
