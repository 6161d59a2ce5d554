.class public Lcom/example/partysignatureonly/MainActivity;
.super Landroid/app/Activity;

# Two libraries' types appear in a field and a signature and nowhere else.

.field private tracker:Lcom/google/android/gms/analytics/Tracker;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Landroid/app/Activity;-><init>()V
    return-void
.end method

.method public use(Lcom/umeng/analytics/MobclickAgent;)V
    .registers 2
    return-void
.end method
