package dev.aistreaming.sample.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** An in-memory full-text index of the documentation's sections. */
@Component
@ImportRuntimeHints(DocumentationSearch.Files.class)
class DocumentationSearch {

    private static final String TITLE = "title";
    private static final String TEXT = "text";
    private static final float TITLE_WEIGHT = 4;

    /** Words of questions and greetings that do not tell the subject. */
    private static final List<String> WORDS_OF_TALK = List.of(
            "about", "am", "any", "bye", "can", "could", "did", "do", "does", "get", "give", "goodbye", "happen",
            "happens", "has", "have", "hello", "hey", "hi", "how", "i", "know", "many", "may", "me", "much", "my",
            "our", "please", "say", "shall", "should", "show", "so", "tell", "thank", "thanks", "us", "want", "we",
            "what", "when", "where", "which", "who", "whose", "why", "would", "you", "your");

    private final Analyzer analyzer = new EnglishAnalyzer(stopWords());
    private final List<Passage> passages = new ArrayList<>();
    private final IndexSearcher searcher;

    DocumentationSearch(ResourcePatternResolver resources) throws IOException {
        add("README.md", resources.getResource("classpath:README.md"));
        for (Resource resource : resources.getResources("classpath*:docs/*.md")) {
            add("docs/" + resource.getFilename(), resource);
        }
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (Passage passage : passages) {
                Document document = new Document();
                document.add(new TextField(TITLE, passage.title(), Field.Store.NO));
                document.add(new TextField(TEXT, passage.text(), Field.Store.NO));
                writer.addDocument(document);
            }
        }
        searcher = new IndexSearcher(DirectoryReader.open(directory));
    }

    private static CharArraySet stopWords() {
        CharArraySet words = CharArraySet.copy(EnglishAnalyzer.getDefaultStopSet());
        words.addAll(WORDS_OF_TALK);
        return words;
    }

    private void add(String file, Resource document) throws IOException {
        passages.addAll(Sections.of(file, document.getContentAsString(StandardCharsets.UTF_8)));
    }

    /** Whether the question contains anything to search for. */
    boolean hasSubject(String question) {
        return new QueryBuilder(analyzer).createBooleanQuery(TEXT, question) != null;
    }

    /** Returns the passage that matches the question best; empty if none contains any of its words. */
    Optional<Passage> find(String question) {
        QueryBuilder builder = new QueryBuilder(analyzer);
        Query inTitle = builder.createBooleanQuery(TITLE, question);
        Query inText = builder.createBooleanQuery(TEXT, question);
        if (inTitle == null || inText == null) {
            return Optional.empty();
        }
        Query query = new BooleanQuery.Builder()
                .add(new BoostQuery(inTitle, TITLE_WEIGHT), Occur.SHOULD)
                .add(inText, Occur.SHOULD)
                .build();
        try {
            ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
            return found.length == 0 ? Optional.empty() : Optional.of(passages.get(found[0].doc));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the documentation available in native images. */
    static final class Files implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.resources().registerPattern("README.md").registerPattern("docs/*.md");
        }
    }
}
