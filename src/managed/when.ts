// When code of assemblies runs, by the names that its frameworks give to what they call: screens as they come up, handlers
// of users' acts, work in the background. Leaves what leads to what to reach.ts.

/** Strongest first; told as the occasions of the facts. */
export const WHEN = ['startup', 'first-screen', 'background', 'screen', 'user-act', 'callback'] as const;
export const RANK = {
  startup: 0,
  firstScreen: 1,
  background: 2,
  screen: 3,
  userAct: 4,
  callback: 5,
} as const;

/** Called as what they belong to comes up. */
const COMES_UP =
  /^(?:OnCreate\w*|OnStart|OnPostCreate|OnResume|OnPostResume|OnViewCreated|OnAttach\w*|OnActivityCreated|OnAppearing|OnNavigatedTo|OnInitialized\w*|OnParametersSet\w*|OnAfterRender\w*|OnLoaded|OnNavigatingTo|OnShow|CreateMauiApp|CreateWindow|Initialize|MoveNext|GetEnumerator|Build\w*|InitializeComponent|AttachBaseContext)$/;
const BACKGROUND =
  /^(?:OnReceive|OnStartCommand|OnHandleIntent|OnHandleWork|OnBind|DoWork|OnStartJob|ExecuteAsync)$/;
const BY_USERS =
  /^On(?:Pointer|Mouse|Begin|End)?(?:Click|Tapped|Touch|Key|Press|Drag|Drop|Select|Submit|Down|Up|Item|Option|ContextItem|Navigation|MenuItem|Menu|Back|Checked|Toggled|Text|LongClick|Query)\w*$/;
/** Events that a user makes happen. */
const EVENTS =
  /(?:Click|Tap|Touch|Press|Key|Text|Select|Check|Toggl|Swip|Drag|Drop|Focus|Changed|Completed|Submit|Refresh|Scroll|Search|onValue)/i;
const EVENTS_OF_SCREENS =
  /^(?:Appearing|Loaded|NavigatedTo|Created|Activated|Resumed|Started|HandlerChanged)$/;
/** Takers of functions that run them themselves, by the taker's method. */
const RUNS_NOW =
  /^(?:Run|StartNew|QueueUserWorkItem|UnsafeQueueUserWorkItem|BeginInvokeOnMainThread|InvokeOnMainThread\w*|InvokeAsync|RunOnUiThread|Post|Dispatch\w*|Invoke|Select\w*|Where|ForEach|For|Any|All|First\w*|Single\w*|OrderBy\w*|ToDictionary|Aggregate|Count|ContinueWith|Execute\w*|Use\w*|Configure\w*|StartCoroutine|Call)$/;
/** Makers that run what they are given at once, by their type. */
const MAKES_RUN =
  /^(?:System\.Threading\.(?:Thread|Timer)|System\.Threading\.Tasks\.Task|System\.Lazy|Java\.Lang\.(?:Runnable|Thread))$/;
const COMMANDS = /(?:^|\.)(?:Async)?(?:Relay|Delegate)?Command$|\.ICommand$/;
const SCREENS = /(?:Page|Shell|Window|Activity|Fragment)$/;

/** Rank at which a method runs that the outside calls on something made at `rank`. */
export function rankOfOverride(name: string, rank: number, generated: boolean): number {
  const plain = name.slice(name.lastIndexOf('.') + 1);
  if (generated || COMES_UP.test(plain)) return rank;
  if (BACKGROUND.test(plain)) return Math.max(rank, RANK.background);
  return Math.max(rank, BY_USERS.test(plain) ? RANK.userAct : RANK.callback);
}

/** Rank at which a function runs that is handed to a call. */
export function rankOfHandler(owner: string, name: string, makes: boolean, rank: number): number {
  if (makes) {
    if (MAKES_RUN.test(owner)) return rank;
    return Math.max(rank, COMMANDS.test(owner) ? RANK.userAct : RANK.callback);
  }
  const event = /^(?:add|set)_(.+)$/.exec(name)?.[1];
  if (event !== undefined) {
    if (EVENTS_OF_SCREENS.test(event)) return rank;
    return Math.max(rank, EVENTS.test(event) ? RANK.userAct : RANK.callback);
  }
  if (name === 'AddListener' || COMMANDS.test(owner)) return Math.max(rank, RANK.userAct);
  return RUNS_NOW.test(name) ? rank : Math.max(rank, RANK.callback);
}

/** Rank of a thing when it is made: screens are not there before they show. */
export function rankOfMade(outside: string, rank: number): number {
  return SCREENS.test(outside) ? Math.max(rank, RANK.firstScreen) : rank;
}
export const isScreen = (outside: string): boolean => SCREENS.test(outside);
