package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent.Source;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** What a response cites: pages and files, each told once, however often the text points to it. */
final class ResponsesSources {

    private @Nullable Set<String> told;

    /** Takes an annotation; those of other kinds are skipped. */
    void add(JsonParser json, @Nullable Map<String, Object> annotation, Answer answer) {
        if (annotation == null) {
            return;
        }
        String url = ResponsesItems.text(annotation, "url");
        String file = ResponsesItems.text(annotation, "file_id");
        String source = url != null ? url : file;
        if (source == null || !isNew(source)) {
            return;
        }
        answer.keeps(json, source.length());
        answer.source(
                url != null
                        ? Source.url(url, ResponsesItems.text(annotation, "title"))
                        : Source.document(source, ResponsesItems.text(annotation, "filename")));
    }

    private boolean isNew(String source) {
        Set<String> all = told;
        if (all == null) {
            all = new HashSet<>();
            told = all;
        }
        return all.add(source);
    }
}
