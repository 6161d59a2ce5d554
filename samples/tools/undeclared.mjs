// Public packages of the platform that the declarations of @nativescript/types-android 9.1.1 leave out altogether, with
// their public classes as developer.android.com documents them ("$" for nested ones). Members are those that the class
// files call public or protected; a few hidden ones slip in with them, and do no harm: apps cannot override them.
const UNDECLARED = {
  'android/app/job':
    'JobInfo JobInfo$Builder JobInfo$TriggerContentUri JobParameters JobScheduler JobService JobServiceEngine ' +
    'JobWorkItem JobWorkItem$Builder PendingJobReasonsInfo',
  'android/media/browse':
    'MediaBrowser MediaBrowser$ConnectionCallback MediaBrowser$ItemCallback MediaBrowser$MediaItem ' +
    'MediaBrowser$SubscriptionCallback',
  'android/media/session':
    'MediaController MediaController$Callback MediaController$PlaybackInfo MediaController$TransportControls ' +
    'MediaSession MediaSession$Callback MediaSession$QueueItem MediaSession$Token MediaSessionManager ' +
    'MediaSessionManager$OnActiveSessionsChangedListener MediaSessionManager$OnMediaKeyEventSessionChangedListener ' +
    'MediaSessionManager$OnSession2TokensChangedListener MediaSessionManager$RemoteUserInfo PlaybackState ' +
    'PlaybackState$Builder PlaybackState$CustomAction PlaybackState$CustomAction$Builder',
  'android/print':
    'PageRange PrintAttributes PrintAttributes$Builder PrintAttributes$Margins PrintAttributes$MediaSize ' +
    'PrintAttributes$Resolution PrintDocumentAdapter PrintDocumentAdapter$LayoutResultCallback ' +
    'PrintDocumentAdapter$WriteResultCallback PrintDocumentInfo PrintDocumentInfo$Builder PrintJob PrintJobId ' +
    'PrintJobInfo PrintJobInfo$Builder PrintManager PrinterCapabilitiesInfo PrinterCapabilitiesInfo$Builder ' +
    'PrinterId PrinterInfo PrinterInfo$Builder',
  'android/print/pdf': 'PrintedPdfDocument',
  'android/service/media':
    'CameraPrewarmService MediaBrowserService MediaBrowserService$BrowserRoot MediaBrowserService$Result',
  'android/telephony/mbms':
    'DownloadProgressListener DownloadRequest DownloadRequest$Builder DownloadStatusListener FileInfo FileServiceInfo ' +
    'GroupCall GroupCallCallback MbmsDownloadReceiver MbmsDownloadSessionCallback MbmsErrors ' +
    'MbmsErrors$DownloadErrors MbmsErrors$GeneralErrors MbmsErrors$GroupCallErrors MbmsErrors$InitializationErrors ' +
    'MbmsErrors$StreamingErrors MbmsGroupCallSessionCallback MbmsStreamingSessionCallback ServiceInfo ' +
    'StreamingService StreamingServiceCallback StreamingServiceInfo',
  'android/view/textclassifier':
    'ConversationAction ConversationAction$Builder ConversationActions ConversationActions$Message ' +
    'ConversationActions$Message$Builder ConversationActions$Request ConversationActions$Request$Builder ' +
    'SelectionEvent TextClassification TextClassification$Builder TextClassification$Request ' +
    'TextClassification$Request$Builder TextClassificationContext TextClassificationContext$Builder ' +
    'TextClassificationManager TextClassificationSessionFactory TextClassificationSessionId TextClassifier ' +
    'TextClassifier$EntityConfig TextClassifier$EntityConfig$Builder TextClassifierEvent ' +
    'TextClassifierEvent$ConversationActionsEvent TextClassifierEvent$ConversationActionsEvent$Builder ' +
    'TextClassifierEvent$LanguageDetectionEvent TextClassifierEvent$LanguageDetectionEvent$Builder ' +
    'TextClassifierEvent$TextLinkifyEvent TextClassifierEvent$TextLinkifyEvent$Builder ' +
    'TextClassifierEvent$TextSelectionEvent TextClassifierEvent$TextSelectionEvent$Builder TextLanguage ' +
    'TextLanguage$Builder TextLanguage$Request TextLanguage$Request$Builder TextLinks TextLinks$Builder ' +
    'TextLinks$Request TextLinks$Request$Builder TextLinks$TextLink TextLinks$TextLinkSpan TextSelection ' +
    'TextSelection$Builder TextSelection$Request TextSelection$Request$Builder',
};

/** Internal names: "android/app/job/JobService", … */
export const undeclaredClasses = Object.entries(UNDECLARED).flatMap(([name, classes]) =>
  classes.split(' ').map((simple) => `${name}/${simple}`),
);
