package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources of an answer, in the forms used by providers. Returns {@code null} if there is nothing to report. */
final class Sources {

    private Sources() {}

    /** A citation from Anthropic: of a web page, of a document in the request, or of a search result in it. */
    static StreamEvent.@Nullable Source ofCitation(Map<?, ?> citation) {
        String snippet = text(citation.get("cited_text"));
        String url = text(citation.get("url"));
        if (url != null) {
            return new StreamEvent.Source(url, null, text(citation.get("title")), snippet);
        }
        String source = text(citation.get("source"));
        if (source != null) {
            boolean page = source.startsWith("https://") || source.startsWith("http://");
            return new StreamEvent.Source(
                    page ? source : null, page ? null : source, text(citation.get("title")), snippet);
        }
        String title = text(citation.get("document_title"));
        Object number = citation.get("document_index");
        return title == null && number == null
                ? null
                : new StreamEvent.Source(null, title == null ? "document " + number : title, title, snippet);
    }

    /** An annotation in chat completions. Types other than {@code url_citation} have no URL. */
    static StreamEvent.@Nullable Source ofAnnotation(@Nullable Object annotation) {
        Object citation = annotation instanceof Map<?, ?> members ? members.get("url_citation") : null;
        return citation instanceof Map<?, ?> members ? page(members, "content") : null;
    }

    /** An annotation in OpenAI's Responses API: of a web page or a file. */
    static StreamEvent.@Nullable Source ofItem(@Nullable Map<?, ?> annotation) {
        if (annotation == null) {
            return null;
        }
        String file = text(annotation.get("file_id"));
        return file == null || text(annotation.get("url")) != null
                ? page(annotation, "content")
                : StreamEvent.Source.document(file, text(annotation.get("filename")));
    }

    /** A search result, or a plain URL, from models that search before answering (Perplexity, xAI). */
    static StreamEvent.@Nullable Source ofResult(@Nullable Object result) {
        if (result instanceof Map<?, ?> members) {
            return page(members, "snippet");
        }
        String url = text(result);
        return url == null ? null : StreamEvent.Source.url(url, null);
    }

    /** A web page or, without a URL, a document; {@code null} if it has no name either. */
    static StreamEvent.@Nullable Source of(@Nullable String url, @Nullable String document, @Nullable String title) {
        return url == null && document == null
                ? null
                : new StreamEvent.Source(url, url == null ? document : null, title, null);
    }

    private static StreamEvent.@Nullable Source page(Map<?, ?> members, String snippet) {
        String url = text(members.get("url"));
        return url == null
                ? null
                : new StreamEvent.Source(url, null, text(members.get("title")), text(members.get(snippet)));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? text : null;
    }
}
