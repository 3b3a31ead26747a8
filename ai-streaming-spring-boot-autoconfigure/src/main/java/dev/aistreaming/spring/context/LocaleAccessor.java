package dev.aistreaming.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.i18n.LocaleContextThreadLocalAccessor;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.context.i18n.SimpleTimeZoneAwareLocaleContext;
import org.springframework.context.i18n.TimeZoneAwareLocaleContext;

/** Captures the current locale. Spring MVC's own context asks the request each time, which may be a different one by then. */
final class LocaleAccessor implements ThreadLocalAccessor<LocaleContext> {

    @Override
    public Object key() {
        return LocaleContextThreadLocalAccessor.KEY;
    }

    @Override
    public @Nullable LocaleContext getValue() {
        LocaleContext current = LocaleContextHolder.getLocaleContext();
        if (current instanceof TimeZoneAwareLocaleContext zoned) {
            return new SimpleTimeZoneAwareLocaleContext(zoned.getLocale(), zoned.getTimeZone());
        }
        return current == null ? null : new SimpleLocaleContext(current.getLocale());
    }

    @Override
    public void setValue(LocaleContext value) {
        LocaleContextHolder.setLocaleContext(value);
    }

    @Override
    public void setValue() {
        LocaleContextHolder.resetLocaleContext();
    }
}
