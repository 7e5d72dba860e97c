/**
 * What requests cost: the price of one model as dated, tiered and windowed rows, and the arithmetic
 * in whole nano-dollars. Estimates before a call and bills after it come from the same function. A
 * new way of charging is a field of {@link dev.signalbox.engine.price.PriceRow} here.
 */
@NullMarked
package dev.signalbox.engine.price;

import org.jspecify.annotations.NullMarked;
