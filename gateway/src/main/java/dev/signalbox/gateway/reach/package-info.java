/**
 * Where addresses lead to that others give us: taken apart once, looked up once, every address that
 * is found checked, so that exactly what was checked can be called. Knows no requests.
 */
@NullMarked
package dev.signalbox.gateway.reach;

import org.jspecify.annotations.NullMarked;
