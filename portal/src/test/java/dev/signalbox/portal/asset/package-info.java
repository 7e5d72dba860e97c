@NullMarked
package dev.signalbox.portal.asset;

import org.jspecify.annotations.NullMarked;
